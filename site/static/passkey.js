// Passkeys: allauth's script talks to the device. A button begins it; a note says when it did not work.
const part = document.getElementById("passkey");
if (part && window.PublicKeyCredential) {
  const ids = { credential: document.querySelector("input[name=credential]").id, data: "js_data" };
  part.hidden = false;
  if (document.getElementById("passkey_add")) window.allauth.webauthn.forms.addForm({ ids: { ...ids, add: "passkey_add" } });
  else window.allauth.webauthn.forms.authenticateForm({ ids: { ...ids, authenticate: "passkey_use" } });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.getElementById("passkey_failed").hidden = false;
  });
}
