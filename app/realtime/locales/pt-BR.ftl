live-connected = Conectado.
live-joined = Você está acompanhando esta conversa.
