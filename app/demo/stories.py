"""What the demo's guests wrote and what the hotels answered: friendly, short, and mostly in Portuguese."""

from typing import Final, NamedTuple


class Line(NamedTuple):
    """One message; `by_hotel` is the hotel's answer."""

    text: str
    by_hotel: bool = False


class Story(NamedTuple):
    """A conversation from its first line; `read` says whether the guest saw the hotel's last answer."""

    wa_id: str
    name: str
    lines: tuple[Line, ...]
    read: bool = True


STORIES: Final[dict[str, tuple[Story, ...]]] = {
    "hotel-ipanema": (
        Story(
            "5521987650001",
            "Ana Beatriz",
            (
                Line("Oi! Vocês têm quarto para dois de 12 a 15 de dezembro?"),
                Line("Olá, Ana! Temos sim: o duplo com vista para o mar, com café da manhã. Posso reservar?", by_hotel=True),
                Line("Que ótimo, pode sim. Chegamos por volta das 18h."),
                Line("Reservado! Qualquer coisa é só chamar por aqui. Até dia 12!", by_hotel=True),
            ),
        ),
        Story(
            "5511976540002",
            "Marcelo Tavares",
            (
                Line("Bom dia, o hotel tem estacionamento?"),
                Line("Bom dia, Marcelo! Tem sim, coberto e sem custo para hóspedes.", by_hotel=True),
            ),
            read=False,
        ),
        Story(
            "351912340003",
            "Inês Carvalho",
            (
                Line("Olá! Chegamos amanhã às 6h da manhã. Podemos deixar as malas na receção?"),
                Line("E já agora: há berço para um bebé de 8 meses?"),
            ),
        ),
        Story(
            "14155550104",
            "Grace Miller",
            (
                Line("Hi! Is breakfast included in the Friday night rate?"),
                Line("Hi Grace! Yes, breakfast is included, from 6:30 to 10:30.", by_hotel=True),
                Line("Perfect, thank you!"),
            ),
        ),
    ),
    "pousada-serena": (
        Story(
            "5524988880011",
            "Paulo Henrique",
            (
                Line("Boa tarde! O passeio de barco para a ilha sai todo dia?"),
                Line("Boa tarde, Paulo! Todo dia às 9h, se o mar deixar. Guardo dois lugares?", by_hotel=True),
                Line("Guarde quatro, por favor :)"),
                Line("Quatro lugares guardados para amanhã, às 9h.", by_hotel=True),
            ),
        ),
        Story(
            "5531977770012",
            "Luiza Andrade",
            (Line("Oi, esqueci meu carregador no quarto 7. Vocês encontraram?"),),
        ),
        Story(
            "34611220013",
            "Carmen Ortega",
            (
                Line("¡Hola! ¿Aceptan mascotas? Viajo con una perrita pequeña."),
                Line("¡Hola, Carmen! Sí, son muy bienvenidas, sin cargo.", by_hotel=True),
            ),
        ),
    ),
}
