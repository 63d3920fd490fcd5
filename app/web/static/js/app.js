/** The page as a whole: which screen stands before the person. */
import { html } from "./html.js";
import { NewPassword } from "./views/entry/new_password.js";
import { SignIn } from "./views/entry/sign_in.js";
import { Elsewhere, NoChat, Starting, Unreachable } from "./views/entry/waiting.js";
import { House } from "./views/house/house.js";
import { Workplace } from "./views/shell/workplace.js";
import { screen } from "./store/account.js";

const SCREENS = {
  starting: Starting,
  unreachable: Unreachable,
  entry: SignIn,
  password: NewPassword,
  elsewhere: Elsewhere,
  house: House,
  "no-chat": NoChat,
  inbox: Workplace,
};

export function App() {
  return html`<${SCREENS[screen.value]} />`;
}
