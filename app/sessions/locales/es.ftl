signed-out = Sesión cerrada.
password-changed = Contraseña cambiada. Sus otras sesiones terminaron.
detail-wrong-password = contraseña incorrecta
detail-same-password = la nueva contraseña es igual a la actual
