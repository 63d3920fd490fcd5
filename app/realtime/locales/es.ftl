live-connected = Conectado.
live-joined = Está siguiendo esta conversación.
