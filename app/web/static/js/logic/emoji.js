/** Signs that people at a reception use, by what they are about; the system's own picker has all the others. */

/** The six that stand ready, as on the phone. */
export const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/** @type {[string, string][]} the name of a sentence, and its signs */
export const GROUPS = [
  ["emoji-people", "😀 😃 😄 😁 😊 🙂 😉 😍 🥰 😘 😋 😎 🤩 🥳 😂 🤣 😅 😇 🤗 🤔 😐 😴 😷 🤒 🤕 😢 😭 😞 😔 😟 😕 😮 😳 🥺 😬 🙄 😤 😡 👍 👎 👏 🙌 🙏 🤝 💪 👌 ✌️ 🤞 👋 🫶 ❤️ 🧡 💛 💚 💙 💜 🤍 💔 💐"],
  ["emoji-stay", "🏨 🛎️ 🔑 🗝️ 🛏️ 🛋️ 🚿 🛁 🧖 🧴 🧼 🧹 📺 📶 ❄️ 🔥 💡 🔌 🅿️ 🚗 🚕 🚌 ✈️ 🛫 🛬 🧳 🚪 🛗 ♿ 👶 🐶 🐱 🚭 🏊 🏖️ 🏝️ ⛱️ 🏋️ 🧘 💆"],
  ["emoji-table", "☕ 🍵 🥐 🥖 🧀 🍳 🥞 🥗 🍝 🍕 🍔 🍟 🍣 🥩 🍤 🌮 🍰 🎂 🍨 🍫 🍎 🍌 🍓 🍇 🍉 🥭 🍍 🥥 🍷 🥂 🍺 🍹 🍸 🥤 💧 🍽️"],
  ["emoji-things", "✅ ❌ ⚠️ ❗ ❓ ℹ️ ⏰ ⏳ 📅 📍 📞 📱 📧 📎 📝 📄 💳 💵 🧾 🎁 🎉 🎈 🎵 📷 🌞 🌙 ⭐ ✨ 🌧️ 🌈 🌊 🌴 🌺 🌷 🇧🇷 🇺🇸 🇪🇸 🇦🇷 🇵🇹 🇫🇷 🇩🇪 🇮🇹"],
];

/** @param {string} signs */
export const each = (signs) => signs.split(" ");
