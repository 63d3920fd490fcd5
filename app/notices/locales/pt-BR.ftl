## Números e contas
notice-number-cannot-send = O número { $number } não consegue enviar mensagens. { $because } O que os hóspedes escrevem continua chegando, e o que vocês escrevem espera até o número voltar.
notice-number-not-here = O WhatsApp mandou notícias ({ $field }) do número { $number }, que não está conectado aqui.
notice-number-name = { $decision ->
    [REJECTED] O WhatsApp recusou o nome “{ $name }” para o número { $number }.
    [DEFERRED] O WhatsApp ainda não decidiu sobre o nome “{ $name }” para o número { $number }.
   *[other] O nome “{ $name }” para o número { $number }: { $decision_said }.
}
notice-number-quality = O WhatsApp marcou a qualidade do número { $number } como baixa. Muitos hóspedes bloquearam ou denunciaram mensagens dele.
notice-number-username = { $status ->
    [deleted] O nome de usuário “{ $username }” do número { $number } foi removido.
   *[other] O nome de usuário “{ $username }” do número { $number }: { $status_said }.
}
notice-messaging-limit = O WhatsApp reduziu o limite de novas conversas por dia da conta { $account } para { $limit_said }.
notice-security-pin = { $event ->
    [PIN_CHANGED] O PIN da verificação em duas etapas do número { $number } foi trocado. Se não foi alguém do hotel, confira quem tem acesso ao Gerenciador do WhatsApp.
    [PIN_RESET_REQUEST] Alguém pediu para redefinir o PIN do número { $number }. Se não foi alguém do hotel, confira quem tem acesso ao Gerenciador do WhatsApp.
    [PIN_RESET_SUCCESS] O PIN do número { $number } foi redefinido. Se não foi alguém do hotel, confira quem tem acesso ao Gerenciador do WhatsApp.
   *[other] O WhatsApp avisou sobre a segurança do número { $number }: { $event }.
}
notice-account-disabled = { $state ->
    [SCHEDULE_FOR_DISABLE] O WhatsApp vai desativar a conta { $account }. Abra o Gerenciador do WhatsApp e peça uma revisão antes disso.
   *[other] O WhatsApp desativou a conta { $account }: ela não pode enviar mensagens. Peça uma revisão no Gerenciador do WhatsApp.
}
notice-account-restricted = O WhatsApp restringiu a conta { $account }: { $restrictions_said }. Veja o motivo no Gerenciador do WhatsApp.
notice-account-violation = O WhatsApp diz que a conta { $account } violou uma política ({ $violation_said }). Repetições podem bloquear a conta.
notice-account-deleted = A conta { $account } do WhatsApp foi excluída: os números dela não podem enviar mensagens.
notice-account-disconnected = A conta { $account } do WhatsApp foi desconectada deste sistema ({ $event_said }). Conecte-a de novo para voltar a enviar.
notice-account-news = { $event ->
    [ACCOUNT_RECONNECTED] A conta { $account } do WhatsApp está conectada de novo.
    [AD_ACCOUNT_LINKED] Uma conta de anúncios foi ligada à conta { $account } do WhatsApp.
    [AUTH_INTL_PRICE_ELIGIBILITY_UPDATE] Mudou o preço internacional de mensagens de autenticação da conta { $account }.
    [BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE] Mudou o país principal da empresa da conta { $account }.
    [MM_LITE_TERMS_SIGNED] Os termos da API de mensagens de marketing foram aceitos para a conta { $account }.
    [PARTNER_ADDED] A conta { $account } do WhatsApp foi compartilhada com este sistema.
    [PARTNER_APP_INSTALLED] O aplicativo foi instalado na conta { $account } do WhatsApp.
    [PARTNER_CLIENT_CERTIFICATION_NEEDED] O WhatsApp pede que a empresa da conta { $account } seja certificada.
    [PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE] Mudou a certificação da empresa da conta { $account }.
    [VERIFIED_ACCOUNT] A conta { $account } do WhatsApp foi verificada.
    [VOLUME_BASED_PRICING_TIER_UPDATE] Mudou a faixa de preço por volume da conta { $account }.
   *[other] O WhatsApp avisou sobre a conta { $account }: { $event }.
}
notice-account-review = { $decision ->
    [REJECTED] O WhatsApp recusou a conta { $account } na revisão. Veja o motivo no Gerenciador do WhatsApp.
   *[other] O WhatsApp ainda está revisando a conta { $account } ({ $decision_said }).
}
notice-account-alert = { $alert ->
    [OBA_APPROVED] O WhatsApp aprovou o selo de conta comercial oficial ({ $entity }).
    [OBA_REJECTED] O WhatsApp recusou o selo de conta comercial oficial ({ $entity }).
    [PROFILE_PICTURE_LOST] A foto de perfil do número se perdeu ({ $entity }). Envie-a de novo.
    [INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO] O WhatsApp precisa de mais informações para aumentar os limites da empresa ({ $entity }).
    [INCREASED_CAPABILITIES_ELIGIBILITY_FAILED] A empresa não pode ter limites maiores por enquanto ({ $entity }).
    [INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED] A decisão sobre limites maiores foi adiada ({ $entity }).
   *[other] O WhatsApp alertou: { $alert } ({ $entity }).
}
notice-payment-configuration = A configuração de pagamento “{ $configuration }” está como “{ $status_said }” e não pode ser usada.
notice-partner-solution = A solução de parceiro { $solution } mudou: { $status_said }.
notice-flow = { $event ->
    [FLOW_STATUS_CHANGE] O Flow { $flow } passou para { $status_said }.
    [FLOW_VERSION_EXPIRY_WARNING] A versão do Flow { $flow } vai expirar. Atualize-o.
   *[other] O Flow { $flow } está com problemas ({ $event_said }).
}
notice-template-status = { $status ->
    [REJECTED] O WhatsApp recusou o modelo “{ $name }” ({ $language }): { $reason_said }.
    [PAUSED] O WhatsApp pausou o modelo “{ $name }” ({ $language }), porque hóspedes reclamaram dele.
    [DISABLED] O WhatsApp desativou o modelo “{ $name }” ({ $language }) de vez.
    [FLAGGED] O modelo “{ $name }” ({ $language }) pode ser desativado em breve, porque hóspedes reclamaram dele.
    [LIMIT_EXCEEDED] O modelo “{ $name }” ({ $language }) passou do limite de modelos da conta.
    [LOCKED] O modelo “{ $name }” ({ $language }) está bloqueado para mudanças.
    [ARCHIVED] O modelo “{ $name }” ({ $language }) foi arquivado.
    [DELETED] O modelo “{ $name }” ({ $language }) foi excluído.
    [PENDING_DELETION] O modelo “{ $name }” ({ $language }) está sendo excluído.
   *[other] O modelo “{ $name }” ({ $language }) está como { $status_said }.
}
notice-template-quality = A qualidade do modelo “{ $name }” ({ $language }) caiu para { $quality_said }. Hóspedes reclamaram dele; se continuar, o WhatsApp o pausa.
notice-template-category = O WhatsApp mudou o modelo “{ $name }” ({ $language }) de { $before_said } para { $category_said }. O preço de cada envio muda junto.
notice-template-category-soon = Em { $change_at }, o WhatsApp vai mudar o modelo “{ $name }” ({ $language }) de { $before_said } para { $category_said }. O preço de cada envio muda junto.
notice-meta-other = { $event ->
    [unknown] O WhatsApp mandou um aviso que ainda não conhecemos ({ $field }). Os dados estão abaixo.
   *[other] O WhatsApp mandou um aviso que ainda não conhecemos ({ $field }: { $event }). Os dados estão abaixo.
}
notice-hotel-suspended = Este hotel foi suspenso. O que os hóspedes escreveram foi guardado; o que vocês escreveram esperou.

## Casa
notice-unclaimed-number = O número ou a conta { $source } manda mensagens e não é de nenhum hotel.

## What Meta says of a number as a whole
notice-meta-error = A Meta informou o erro { $code } no número { $number }. { $because }

## Celular do hotel
notice-history-declined = O histórico de conversas do número { $number } não foi compartilhado: alguém recusou no aplicativo WhatsApp Business. As conversas novas chegam normalmente.

## As palavras da Meta
meta-tier-50 = 50
meta-tier-250 = 250
meta-tier-1k = 1.000
meta-tier-2k = 2.000
meta-tier-10k = 10.000
meta-tier-100k = 100.000
meta-tier-unlimited = sem limite
meta-tier-not-set = ainda não definido
meta-green = alta
meta-yellow = média
meta-red = baixa
meta-marketing = marketing
meta-utility = utilidade
meta-authentication = autenticação
meta-approved = aprovado
meta-rejected = recusado
meta-pending = em análise
meta-pending-review = em análise
meta-deferred = adiado
meta-reserved = reservado
meta-deleted = removido
meta-paused = pausado
meta-reinstated = ativo de novo
meta-published = publicado
meta-draft = rascunho
meta-deprecated = aposentado
meta-blocked = bloqueado
meta-throttled = limitado
meta-client-error-rate = muitos erros no celular dos hóspedes
meta-endpoint-error-rate = muitos erros no servidor do Flow
meta-endpoint-latency = o servidor do Flow está lento
meta-endpoint-availability = o servidor do Flow não responde
meta-partner-removed = a ligação foi retirada
meta-partner-app-uninstalled = o aplicativo foi desinstalado
meta-account-offboarded = desligada no aplicativo WhatsApp Business
meta-invalid-format = formato inválido
meta-abusive-content = conteúdo abusivo
meta-tag-content-mismatch = o conteúdo não é da categoria escolhida
meta-incorrect-category = categoria errada
meta-promotional = conteúdo promocional
meta-scam = suspeita de fraude
meta-adult = conteúdo adulto
meta-spam = mensagens indesejadas
meta-needs-testing = precisa de teste
meta-needs-connecting = precisa ser ligada
meta-initiated = iniciada
meta-active = ativa
meta-notification-sent = convite enviado
meta-accepted = aceita
meta-deactivated = desativada
meta-restricted-biz-initiated-messaging = não pode começar conversas
meta-restricted-customer-initiated-messaging = não pode responder aos hóspedes
meta-restricted-add-phone-number-action = não pode receber outros números
meta-restricted-business-initiated-calling = não pode ligar para hóspedes
meta-restricted-user-initiated-calling = não pode receber ligações

## What became of what was sent
notice-sending-held = Parte do que { $number } envia está esperando. { $because }
notice-messages-uncertain = { $messages ->
    [one] Não se sabe se uma mensagem enviada por { $number } chegou ao WhatsApp. Abra a conversa e diga o que aconteceu com ela.
   *[other] Não se sabe se { $messages } mensagens enviadas por { $number } chegaram ao WhatsApp. Abra as conversas e diga o que aconteceu com elas.
 }
