notice-test = Un aviso de prueba.
