signed-out = Você saiu.
password-changed = Senha alterada. As outras sessões foram encerradas.
detail-wrong-password = senha incorreta
detail-same-password = a nova senha é igual à atual
