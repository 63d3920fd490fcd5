signed-out = You are signed out.
password-changed = Password changed. Your other sessions have ended.
detail-wrong-password = wrong password
detail-same-password = the new password is the same as the current one
