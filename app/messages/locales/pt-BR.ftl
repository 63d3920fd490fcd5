## Why a message has not gone
outbox-uncertain = Não se sabe se a mensagem chegou ao WhatsApp.
outbox-number = Este número não consegue enviar no momento.
outbox-files = O arquivo está sendo entregue ao WhatsApp.
outbox-retry = Houve um problema passageiro no WhatsApp; será tentado de novo.
outbox-guest = O WhatsApp pede um intervalo entre mensagens ao mesmo hóspede.
outbox-template = O modelo está parado no WhatsApp.
outbox-portfolio = O limite diário de novos contatos da conta no WhatsApp foi atingido.
outbox-payment = O WhatsApp espera o pagamento da conta.
outbox-campaigns = As campanhas deste número estão paradas por algum tempo.
outbox-slow = O WhatsApp pediu para este número esperar um pouco.
outbox-next = Sai em seguida, na ordem.
