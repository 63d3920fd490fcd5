live-connected = Connected.
live-joined = You are following this conversation.
