// What the phone says about what a hotel offers, in the three languages of the product.

export const OFFERS = {
  pt: {
    sendLocation: "Enviar localização", sendContact: "Compartilhar contato", giveAddress: "Informar endereço", seeProduct: "Ver produto", seeProducts: "Ver produtos", seeCatalog: "Ver catálogo",
    callNow: "Ligar agora", pay: "Revisar e pagar", noPayments: "Este telefone não paga nada.", calls_accept: "Permitir ligações", calls_reject: "Não permitir ligações",
    templateNamed: "Modelo {name}", allOptions: "Ver todas as opções", copyCode: "Copiar código", copied: "Código copiado: {code}", cards: "{count} cartões", endsAt: "Termina em {at}", product: "Produto", contact: "Contato",
    place: "Lugar", title_flow: "Formulário", title_address: "Endereço", title_location: "Enviar localização", whereIAm: "Minha localização atual", sendForm: "Enviar", formSent: "Formulário enviado",
    order: "Enviar pedido ({count})", less: "Menos", more1: "Mais", chooseClose: "Fechar",
  },
  en: {
    sendLocation: "Send location", sendContact: "Share contact", giveAddress: "Give address", seeProduct: "View product", seeProducts: "View items", seeCatalog: "View catalog",
    callNow: "Call now", pay: "Review and pay", noPayments: "This phone pays for nothing.", calls_accept: "Allow calls", calls_reject: "Don’t allow calls",
    templateNamed: "Template {name}", allOptions: "See all options", copyCode: "Copy code", copied: "Code copied: {code}", cards: "{count} cards", endsAt: "Ends on {at}", product: "Product", contact: "Contact",
    place: "Place", title_flow: "Form", title_address: "Address", title_location: "Send location", whereIAm: "My current location", sendForm: "Send", formSent: "Form sent",
    order: "Send order ({count})", less: "Less", more1: "More", chooseClose: "Close",
  },
  es: {
    sendLocation: "Enviar ubicación", sendContact: "Compartir contacto", giveAddress: "Indicar dirección", seeProduct: "Ver producto", seeProducts: "Ver artículos", seeCatalog: "Ver catálogo",
    callNow: "Llamar ahora", pay: "Revisar y pagar", noPayments: "Este teléfono no paga nada.", calls_accept: "Permitir llamadas", calls_reject: "No permitir llamadas",
    templateNamed: "Plantilla {name}", allOptions: "Ver todas las opciones", copyCode: "Copiar código", copied: "Código copiado: {code}", cards: "{count} tarjetas", endsAt: "Termina el {at}", product: "Producto", contact: "Contacto",
    place: "Lugar", title_flow: "Formulario", title_address: "Dirección", title_location: "Enviar ubicación", whereIAm: "Mi ubicación actual", sendForm: "Enviar", formSent: "Formulario enviado",
    order: "Enviar pedido ({count})", less: "Menos", more1: "Más", chooseClose: "Cerrar",
  },
};
