import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { api, unwrap, type Me } from "../lib/api";

type AuthOptions = Parameters<typeof startAuthentication>[0]["optionsJSON"];
type NewOptions = Parameters<typeof startRegistration>[0]["optionsJSON"];

/** The options, which the server may have wrapped as navigator.credentials takes them. */
function bare<T>(options: unknown): T {
  return ((options as { publicKey?: T }).publicKey ?? options) as T;
}

/** Asks the browser for a passkey and signs in by it. Throws what the browser throws when its dialog is closed. */
export async function signInByPasskey(): Promise<Me> {
  const { flow, options } = await unwrap(api.POST("/login/passkey/begin"));
  const credential = await startAuthentication({ optionsJSON: bare<AuthOptions>(options) });
  return unwrap(api.POST("/login/passkey/finish", { body: { flow, credential: { ...credential } } }));
}

/** Makes a passkey on this device and adds it to the account. */
export async function addPasskey(name: string): Promise<void> {
  const { flow, options } = await unwrap(api.POST("/me/passkeys/begin"));
  const credential = await startRegistration({ optionsJSON: bare<NewOptions>(options) });
  await unwrap(api.POST("/me/passkeys/finish", { body: { flow, name, credential: { ...credential } } }));
}
