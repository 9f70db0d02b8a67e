import { useState } from "preact/hooks";
import { api, ApiProblem, unwrap, wordsOf, type Me } from "../lib/api";
import { me, signedIn } from "../lib/session";
import { Button, Dialog, FormError, PasswordField, TextField } from "../lib/ui";
import { Heading } from "../lib/view";

/** The page of somebody who is not signed in. */
export function SignIn() {
  const form = useSignIn("");
  return (
    <form class="form signin" onSubmit={form.submit}>
      <Heading title="Sign in">Sign in to the desk</Heading>
      <Fields form={form} />
      <div class="actions start">
        <Button type="submit" look="primary" busy={form.busy}>Sign in</Button>
        <PasskeyButton form={form} />
      </div>
      <p class="hint">Forgotten your password? An administrator of your newsroom can give you a link to set a new one.</p>
    </form>
  );
}

/** Asks for signing in over the view that is open, which keeps all that was typed and goes on by itself afterwards. */
export function SignInAgain() {
  const form = useSignIn(me.value?.person.email ?? "");
  return (
    <Dialog
      title="Please sign in again"
      onSubmit={form.submit}
      actions={
        <>
          <Button look="quiet" onClick={() => location.assign("/desk/login")}>Leave the desk</Button>
          <PasskeyButton form={form} />
          <Button type="submit" look="primary" busy={form.busy}>Sign in</Button>
        </>
      }
    >
      <p>Your session has ended. What you have typed is still here, and is saved when you have signed in.</p>
      <Fields form={form} />
    </Dialog>
  );
}

type Form = ReturnType<typeof useSignIn>;

function useSignIn(known: string) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const attempt = async (way: () => Promise<Me>) => {
    if (busy) return;
    setBusy(true);
    setError("");
    try {
      signedIn(await way());
    } catch (thrown) {
      setError(failureWords(thrown));
    } finally {
      setBusy(false);
    }
  };
  return {
    email, setEmail, password, setPassword, error, busy,
    submit: (event?: Event) => {
      event?.preventDefault();
      void attempt(() => unwrap(api.POST("/login", { body: { email: email.trim(), password } })));
    },
    passkey: () => void attempt(async () => (await import("./passkey")).signInByPasskey()),
  };
}

/** What to say when signing in did not work. A passkey's dialog that was closed is no failure. */
function failureWords(thrown: unknown): string {
  if (thrown instanceof ApiProblem) return wordsOf(thrown);
  const name = thrown instanceof Error ? thrown.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return "";
  if (name === "SecurityError") return "Passkeys do not work at this address of the desk. Please sign in with your password.";
  return "The passkey could not be used. Please sign in with your password.";
}

function Fields({ form }: { form: Form }) {
  return (
    <>
      <FormError>{form.error}</FormError>
      <TextField
        label="E-mail"
        type="email"
        autocomplete="username"
        required
        value={form.email}
        onText={form.setEmail}
      />
      <PasswordField label="Password" autocomplete="current-password" required value={form.password} onText={form.setPassword} />
    </>
  );
}

function PasskeyButton({ form }: { form: Form }) {
  if (!("PublicKeyCredential" in window)) return null;
  return <Button onClick={form.passkey} busy={form.busy}>Sign in with a passkey</Button>;
}
