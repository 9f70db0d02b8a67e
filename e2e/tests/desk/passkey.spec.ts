import type { Page } from "@playwright/test";

import { expect, signIn, signOut, test } from "./newsroom.ts";

test("somebody adds a passkey, signs in by it without a password, and takes it away again", async ({ newsroom, stranger }) => {
  const page = await stranger();
  const device = await authenticator(page);
  await signIn(page, await newsroom.login("reporter"));

  await page.goto("/desk/account");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByLabel("Name of the device").fill("Laptop");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("Laptop signs you in from now on.")).toBeVisible();
  const key = page.getByRole("listitem").filter({ hasText: "Laptop" });
  await expect(key).toContainText("never used");
  expect(await device.keys()).toBe(1);

  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("table", { name: "Stories" })).toBeVisible();
  await page.goto("/desk/account");
  await expect(key).toContainText("last used");

  await page.getByRole("button", { name: "Remove the passkey Laptop" }).click();
  await expect(page.getByText("Laptop no longer signs you in.")).toBeVisible();
  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /passkey/i })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
});

test("a device has one passkey of a person, and a person who does not confirm stays out", async ({ newsroom, stranger }) => {
  const page = await stranger();
  const device = await authenticator(page);
  await signIn(page, await newsroom.login("editor"));
  await page.goto("/desk/account");
  const add = async (name: string): Promise<void> => {
    await page.getByRole("button", { name: "Add a passkey" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a passkey" });
    await dialog.getByLabel("Name of the device").fill(name);
    await dialog.getByRole("button", { name: "Go on" }).click();
  };
  await add("Phone");
  await expect(page.getByText("Phone signs you in from now on.")).toBeVisible();
  await add("Phone again");
  await expect(page.getByText("This device has a passkey of yours already.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();

  await signOut(page);
  await device.confirms(false);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("button", { name: "Sign in with a passkey" })).not.toHaveAttribute("aria-busy", "true");
  await expect(page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
  expect((await page.request.get("/api/v1/me")).status()).toBe(401);
});

/** Gives a page a device that keeps passkeys, and whose person is there and confirms. */
async function authenticator(page: Page): Promise<{ keys(): Promise<number>; confirms(does: boolean): Promise<void> }> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    keys: async () => (await browser.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
    confirms: async (does) => void (await browser.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: does })),
  };
}
