// Kapso's client sends every type of message that it knows, puts up a file, and looks after a template.
import { WhatsAppClient, buildTemplateSendPayload } from "@kapso/whatsapp-cloud-api";
import { account, attempt, guest, link, number, origin, pixel, said, to, token } from "./scene.mjs";

const client = new WhatsAppClient({ accessToken: token, baseUrl: origin, graphVersion: "v26.0" });
const { messages } = client;
const at = { phoneNumberId: number, to };
const tapped = { ...at, bodyText: "Escolha, por favor" };
const put = await client.media.upload({ phoneNumberId: number, type: "image/png", file: new Blob([pixel], { type: "image/png" }), fileName: "a.png" });
const media = { ...put };

await attempt({
  text: () => messages.sendText({ ...at, body: "Bom dia https://hotel.example", previewUrl: true }),
  reply: () => messages.sendText({ ...at, body: "Sim, temos.", contextMessageId: said }),
  image: () => messages.sendImage({ ...at, image: { link: `${link}.jpg`, caption: "O quarto" } }),
  "image by id": () => messages.sendImage({ ...at, image: { id: media.id, caption: "O quarto" } }),
  video: () => messages.sendVideo({ ...at, video: { link: `${link}.mp4`, caption: "A piscina" } }),
  audio: () => messages.sendAudio({ ...at, audio: { link: `${link}.mp3` } }),
  document: () => messages.sendDocument({ ...at, document: { link: `${link}.pdf`, filename: "Reserva.pdf", caption: "Sua reserva" } }),
  sticker: () => messages.sendSticker({ ...at, sticker: { link: `${link}.webp` } }),
  location: () => messages.sendLocation({ ...at, location: { latitude: -22.9868, longitude: -43.205, name: "Hotel", address: "Rua 1" } }),
  contacts: () =>
    messages.sendContacts({
      ...at,
      contacts: [{ name: { formattedName: "Ana Souza", firstName: "Ana", lastName: "Souza" }, phones: [{ phone: "+5511900000001", type: "CELL" }], org: { company: "Hotel" } }],
    }),
  reaction: () => messages.sendReaction({ ...at, reaction: { messageId: said, emoji: "👍" } }),
  "reaction taken back": () => messages.sendReaction({ ...at, reaction: { messageId: said, emoji: "" } }),
  button: () =>
    messages.sendInteractiveButtons({ ...tapped, footerText: "Hotel", header: { type: "image", image: { link: `${link}.jpg` } }, buttons: [{ id: "yes", title: "Sim" }, { id: "no", title: "Não" }] }),
  list: () =>
    messages.sendInteractiveList({ ...tapped, buttonText: "Abrir", header: { type: "text", text: "Recepção" }, sections: [{ title: "Quartos", rows: [{ id: "1", title: "Duplo", description: "Vista" }, { id: "2", title: "Suíte" }] }] }),
  cta_url: () => messages.sendInteractiveCtaUrl({ ...tapped, parameters: { displayText: "Reservar", url: "https://hotel.example/mesa" } }),
  location_request_message: () => messages.sendInteractiveLocationRequest({ ...tapped, parameters: { requestMessage: "Onde?" } }),
  flow: () =>
    messages.sendInteractiveFlow({
      ...tapped,
      parameters: { flowId: "123", flowCta: "Check-in", flowToken: "r1", mode: "published", flowAction: "navigate", flowActionPayload: { screen: "CHECK_IN", data: { guest: "Ana" } } },
    }),
  product: () => messages.sendInteractiveProduct({ ...tapped, catalogId: "1", productRetailerId: "cesta" }),
  product_list: () =>
    messages.sendInteractiveProductList({ ...tapped, header: { type: "text", text: "Frigobar" }, catalogId: "1", sections: [{ title: "Bebidas", productItems: [{ productRetailerId: "agua" }] }] }),
  catalog_message: () => messages.sendInteractiveCatalogMessage({ ...tapped, parameters: { thumbnailProductRetailerId: "cesta" } }),
  address_message: () => messages.sendInteractiveAddress({ ...tapped, parameters: { country: "IN", values: { name: "Asha" } } }),
  carousel: () =>
    messages.sendInteractiveCarousel({
      ...tapped,
      cards: ["mar", "jardim"].map((view, cardIndex) => ({
        cardIndex,
        header: { type: "image", image: { link: `${link}.jpg` } },
        bodyText: `Vista para o ${view}`,
        action: { displayText: "Ver", url: `https://hotel.example/${view}` },
      })),
    }),
  call_permission_request: () => messages.sendInteractiveCallPermission({ ...tapped, parameters: { phoneNumber: to } }),
  template: () =>
    messages.sendTemplate({
      ...at,
      template: buildTemplateSendPayload({
        name: "check_in",
        language: "pt_BR",
        body: [{ type: "text", text: "Ana", parameterName: "guest" }, { type: "text", text: "23/11", parameterName: "date" }],
        buttons: [{ type: "button", subType: "url", index: 1, parameters: [{ type: "text", text: "r7" }] }],
      }),
    }),
  "mark read": () => messages.markRead({ phoneNumberId: number, messageId: said, typingIndicator: { type: "text" } }),
  "media: get": () => client.media.get({ mediaId: media.id, phoneNumberId: number }),
  "media: delete": () => client.media.delete({ mediaId: media.id, phoneNumberId: number }),
  "templates: create": () =>
    client.templates.create({
      businessAccountId: account,
      name: "boas_vindas",
      language: "pt_BR",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Olá {{1}}, bem-vindo ao hotel!", example: { body_text: [["Ana"]] } }],
    }),
  "templates: list": () => client.templates.list({ businessAccountId: account, limit: 5 }),
  "templates: delete": () => client.templates.delete({ businessAccountId: account, name: "boas_vindas" }),
  "refused: template": () => messages.sendTemplate({ ...at, template: { name: "nobody_made_it", language: { code: "pt_BR" } } }),
  "refused: no recipient": () => messages.sendRaw({ phoneNumberId: number, payload: { messaging_product: "whatsapp", type: "text", text: { body: "Oi" } } }),
  "refused: four buttons": () =>
    messages.sendInteractiveRaw({ ...at, interactive: { type: "button", body: { text: "a" }, action: { buttons: [..."abcd"].map((id) => ({ type: "reply", reply: { id, title: id } })) } } }),
  "refused: not on whatsapp": () => messages.sendText({ phoneNumberId: number, to: to.replace(guest, number), body: "Oi" }),
});
