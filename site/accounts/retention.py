"""The class of each field of accounts."""

from core.retention import declare

declare("accounts.User", name="name", sign_in="username email phone password", not_personal="number language")
declare("accounts.ResetCode", not_personal="digest why tries")
declare("accounts.DevicePass", free_text="label", not_personal="number subject_type subject_id token_digest device_digest")
