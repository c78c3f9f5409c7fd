"""An answer is recorded in the page and a photo made smaller before they are sent; without JavaScript both are taken as they are."""

import io
import re

from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Opener, axe, no_sideways_scroll
from tests.e2e.test_drafts import begin

#: A microphone that hums: a real stream for the browser's own recorder.
MICROPHONE = """navigator.mediaDevices.getUserMedia = async () => {
  const sound = new AudioContext(), to = sound.createMediaStreamDestination(), tone = sound.createOscillator();
  tone.connect(to);
  tone.start();
  return to.stream;
};"""
ORIENTATION, GPS = 0x0112, 0x8825


def photo() -> bytes:
    """Taken with the phone on its side: 2400 by 1600 stored, to be turned right; red at the top when upright. With place and camera."""
    upright = Image.effect_noise((1600, 2400), 60).convert("RGB")
    upright.paste((200, 0, 0), (0, 0, 1600, 400))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x0110] = "Phone of Aigul"
    exif.get_ifd(GPS).update({1: "N", 2: (42.0, 52.0, 0.0), 3: "E", 4: (74.0, 36.0, 0.0)})
    out = io.BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


def stored(page: Page, name: str) -> Image.Image:
    """The picture as the server keeps it, with nothing beside its pixels."""
    href = page.locator("fieldset a", has_text=name).get_attribute("href")
    assert href is not None
    kept = page.context.request.get(href).body()
    assert b"Aigul" not in kept
    assert b"Exif" not in kept
    picture = Image.open(io.BytesIO(kept))
    assert picture.width < picture.height
    red, green, _blue = picture.convert("RGB").resize((6, 9)).getpixel((3, 0))  # type: ignore[misc]
    assert red > green + 100
    return picture


def test_a_voice_answer_is_recorded_and_a_photo_made_smaller_in_the_page(open_page: Opener) -> None:
    page = open_page(size=PHONE, language="ky")
    page.add_init_script(MICROPHONE)
    address = re.sub(r"/part/[^/]+/$", "/part/plan/", begin(page, "ky", "borrowed")[3])
    page.goto(address)
    box = page.locator("[data-voice]").first
    page.locator("details.voice summary").first.click()
    expect(box.locator("[data-phone]")).to_be_hidden()
    box.locator("[data-record]").click()
    expect(box.locator("[data-clock]")).to_have_text("0:01")
    box.locator("[data-stop]").click()
    heard = box.locator("[data-play]")
    expect(heard).to_be_visible()
    assert heard.evaluate("async (sound) => { await sound.play(); return sound.error === null; }")
    assert no_sideways_scroll(page)
    assert axe(page) == []
    box.locator("[data-delete]").click()
    assert box.locator("input[capture]").evaluate("input => input.files.length") == 0
    box.locator("[data-record]").click()
    expect(box.locator("[data-clock]")).to_have_text("0:01")

    original = photo()
    field = page.locator("input[name=q-plan]")
    field.set_input_files({"name": "street.jpg", "mimeType": "image/jpeg", "buffer": original})
    expect(page.locator("[data-net]")).to_be_visible()
    sent = field.evaluate("input => input.files[0].size")
    assert 0 < sent < len(original) / 2
    assert page.evaluate("[Object.keys(localStorage).length, Object.keys(sessionStorage).length]") == [0, 0]
    # Saving ends the recording that still runs and sends it.
    page.locator("button[name=next][value=stay]").click()
    expect(page.locator("fieldset a", has_text="voice.webm")).to_be_visible()
    assert page.locator("fieldset audio").first.evaluate("async (sound) => { await sound.play(); return sound.error === null; }")
    assert max(stored(page, "street.jpg").size) == 1600

    plain = open_page(size=PHONE, language="ky", javascript=False)
    plain.context.add_cookies(page.context.cookies())
    plain.goto(address)
    expect(plain.locator("[data-recorder]").first).to_be_hidden()
    plain.locator("input[name=q-plan]").set_input_files({"name": "whole.jpg", "mimeType": "image/jpeg", "buffer": original})
    plain.locator("button[name=next][value=stay]").click()
    plain.wait_for_load_state()
    assert max(stored(plain, "whole.jpg").size) == 2400
