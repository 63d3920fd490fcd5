claim-token-dead = O token de acesso não é válido ou expirou. Gere um novo no Gerenciador do WhatsApp.
claim-number-unseen = Com este token, o WhatsApp não mostra este número. Confira o ID do número e o token.
claim-waba-unseen = Com este token, o WhatsApp não mostra esta conta comercial. Confira o ID da conta e o token.
claim-not-of-waba = Este número não pertence a esta conta comercial do WhatsApp. Confira os dois IDs.
claim-no-permission = O token não tem permissão para este número. Dê a ele as permissões do WhatsApp Business e tente de novo.
claim-unreachable = Não conseguimos falar com o WhatsApp agora, e nada foi mudado. Tente de novo em instantes.
number-works = O número está conectado e funcionando.
detail-no-simulator = não há simulador aqui
