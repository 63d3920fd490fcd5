notice-test = Um aviso de teste.
