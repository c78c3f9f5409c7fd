// The QR code of a device pass holds its code behind "#": no server and no log sees it. It goes into the form and out of the address.
const code = location.hash.slice(1);
if (code) {
  history.replaceState(null, "", location.pathname);
  document.querySelector("input[name=code]").value = code;
}
