import { useState } from "preact/hooks";
import { api, ApiProblem, unwrap, wordsOf } from "../lib/api";
import { roleTitle } from "../lib/newsroom";
import { Link, navigate } from "../lib/router";
import { signedIn } from "../lib/session";
import { Button, EmptyState, FormError, PasswordField, TextField } from "../lib/ui";
import { Heading, useLoaded } from "../lib/view";

type Kind = "setup" | "invitation" | "reset";

const words: Record<Kind, { title: string; button: string }> = {
  setup: { title: "Set up this newsroom", button: "Create the administrator" },
  invitation: { title: "Join the newsroom", button: "Join" },
  reset: { title: "Set a new password", button: "Set the password" },
};

/** What a one-time link leads to: setting up, joining, a new password. */
export function Invitation({ token }: { token: string }) {
  const { data, error, reload } = useLoaded(
    async () => {
      try {
        return await unwrap(api.GET("/invitations/{token}", { params: { path: { token } } }));
      } catch (thrown) {
        if (thrown instanceof ApiProblem && (thrown.status === 404 || thrown.status === 410)) return null;
        throw thrown;
      }
    },
    [token],
  );
  if (error) {
    return (
      <EmptyState title={error} actions={<Button onClick={reload}>Try again</Button>} />
    );
  }
  if (data === undefined) return null;
  if (data === null) {
    return (
      <div class="form signin">
        <Heading>This link does not work any more</Heading>
        <p>It has been used already, or its time is over. An administrator of your newsroom can give you another.</p>
        <p><Link href="/desk/login">Sign in</Link></p>
      </div>
    );
  }
  return <Accept token={token} invited={data as Invited} />;
}

type Invited = { kind: Kind; name: string; email: string; role: string };

function Accept({ token, invited }: { token: string; invited: Invited }) {
  const { kind } = invited;
  const [name, setName] = useState(invited.name);
  const [email, setEmail] = useState(invited.email);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const field = (f: string) => (problem instanceof ApiProblem ? problem.field(f) : "");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const body = kind === "setup" ? { name, email: email.trim(), password } : { name, password };
      signedIn(await unwrap(api.POST("/invitations/{token}", { params: { path: { token } }, body })));
      navigate("/desk", { replace: true });
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="form signin" onSubmit={submit}>
      <Heading>{words[kind].title}</Heading>
      {kind === "setup" && <p>You will be its administrator: you invite the others, and set what the site is called.</p>}
      {kind === "invitation" && (
        <p>You are invited as {roleTitle(invited.role).toLowerCase()}, and will sign in with {invited.email}.</p>
      )}
      {kind === "reset" && <p>For {invited.email}. Everywhere else that you are signed in, you will be signed out.</p>}
      <FormError>{problem && !["email", "name", "password"].some(field) ? wordsOf(problem) : ""}</FormError>
      {kind === "setup" ? (
        <TextField label="E-mail" type="email" autocomplete="username" required value={email} onText={setEmail} error={field("email")} />
      ) : (
        <input type="hidden" autocomplete="username" value={invited.email} />
      )}
      {kind !== "reset" && (
        <TextField label="Name" autocomplete="name" required value={name} onText={setName} error={field("name")} hint="As colleagues know you. A byline is set apart from it." />
      )}
      <NewPassword value={password} onText={setPassword} error={field("password")} />
      <div class="actions start">
        <Button type="submit" look="primary" busy={busy}>{words[kind].button}</Button>
      </div>
    </form>
  );
}

/** A password that is being chosen, with the rules for it. */
export function NewPassword(props: { label?: string; value: string; onText: (text: string) => void; error?: string }) {
  return (
    <PasswordField
      label="Password"
      {...props}
      autocomplete="new-password"
      required
      minLength={10}
      hint="At least 10 characters, and nothing easily guessed. Four words that do not belong together are good."
    />
  );
}
