import { useEffect } from "preact/hooks";
import { api, unwrap } from "../lib/api";
import { Link, match, navigate, path, query } from "../lib/router";
import { may, me, signedIn, signInAsked, type Right } from "../lib/session";
import { EmptyState, Toasts } from "../lib/ui";
import { Heading } from "../lib/view";
import { SignIn, SignInAgain } from "../account/signin";
import { Invitation } from "../account/invitation";
import { StoriesView } from "../stories/view";
import { Frame } from "./frame";
import { lazy } from "./lazy";
import { safeNext } from "./next";

const StoryView = lazy(() => import("../story").then((m) => m.StoryView));
const HistoryView = lazy(() => import("../story").then((m) => m.HistoryView));
const SettingsView = lazy(() => import("../settings/view").then((m) => m.SettingsView));
const PeopleView = lazy(() => import("../people/view").then((m) => m.PeopleView));
const AuditView = lazy(() => import("../audit/view").then((m) => m.AuditView));
const AccountView = lazy(() => import("../account/view").then((m) => m.AccountView));

export function App() {
  const invitation = match("/invitation/:token");
  useEffect(() => {
    if (invitation) return;
    // Where nobody is signed in this waits, and what it asks for is what signing in gives.
    unwrap(api.GET("/me")).then(signedIn, () => undefined);
  }, []);
  useEffect(() => {
    if (me.value && match("/login")) navigate(safeNext(query.value.get("next")), { replace: true });
  }, [me.value, path.value]);

  if (invitation) return <Outside><Invitation token={invitation.token!} /></Outside>;
  if (!me.value) return signInAsked.value || match("/login") ? <Outside><SignIn /></Outside> : null;
  return (
    <>
      <Frame><View /></Frame>
      {signInAsked.value && <SignInAgain />}
      <Toasts />
    </>
  );
}

function Outside({ children }: { children: preact.ComponentChildren }) {
  return (
    <>
      <main class="outside">{children}</main>
      <Toasts />
    </>
  );
}

function View() {
  let found;
  if (match("")) return <StoriesView />;
  if ((found = match("/stories/:id"))) return <StoryView key={found.id} id={found.id!} />;
  if ((found = match("/stories/:id/history"))) return <HistoryView key={found.id} id={found.id!} />;
  if (match("/account")) return <AccountView />;
  if (match("/people")) return <Allowed right="manage_accounts"><PeopleView /></Allowed>;
  if (match("/audit")) return <Allowed right="read_audit"><AuditView /></Allowed>;
  if (match("/settings") || (found = match("/settings/:tab"))) return <SettingsView tab={found?.tab ?? ""} />;
  return (
    <div class="view">
      <Heading>There is nothing at this address</Heading>
      <p><Link href="/desk">To the stories</Link></p>
    </div>
  );
}

function Allowed({ right, children }: { right: Right; children: preact.ComponentChildren }) {
  if (may(right)) return <>{children}</>;
  return (
    <div class="view">
      <Heading>Not for you</Heading>
      <EmptyState title="Your role does not show you this.">
        <p>An administrator can change what you may do.</p>
      </EmptyState>
    </div>
  );
}
