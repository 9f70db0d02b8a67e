import { expect, type Locator, type Page } from "@playwright/test";

type Tab = "Details" | "Publishing" | "History" | "Appears" | "Share";

/** The view of one story, as a person at the desk uses it. */
export class Paper {
  constructor(readonly page: Page) {}

  /** Begins a story by the button. */
  static async begin(page: Page): Promise<Paper> {
    await page.goto("/desk");
    await page.getByRole("button", { name: "New story" }).click();
    const paper = new Paper(page);
    await expect(paper.body).toBeVisible();
    return paper;
  }

  static async open(page: Page, id: string): Promise<Paper> {
    await page.goto(`/desk/stories/${id}`);
    const paper = new Paper(page);
    await expect(paper.line("Headline")).toBeVisible();
    return paper;
  }

  /** The id in the address. */
  get id(): string {
    return /\/stories\/([0-9a-z]{13})/.exec(this.page.url())![1]!;
  }

  line(label: "Kicker" | "Headline" | "Short headline" | "Standfirst" | "Dateline"): Locator {
    return this.page.getByRole("textbox", { name: label, exact: true });
  }

  get body(): Locator {
    return this.page.getByRole("textbox", { name: "Body" });
  }

  /** The bar that tells how the story stands. */
  get bar(): Locator {
    return this.page.getByRole("region", { name: "This story" });
  }

  get panel(): Locator {
    return this.page.getByRole("complementary", { name: "About this story" });
  }

  async tab(name: Tab): Promise<Locator> {
    await expect(this.bar).toBeVisible();
    if (!(await this.panel.isVisible())) await this.bar.getByRole("button", { name: "Details" }).click();
    await this.panel.getByRole("tab", { name }).click();
    return this.panel;
  }

  /** Waits until the server has acknowledged what was typed. */
  async saved(): Promise<void> {
    await expect(this.bar).toContainText(/Saved \d\d:\d\d/);
  }

  /** Puts the cursor at the end of the body and types. */
  async type(text: string): Promise<void> {
    await this.body.click();
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(text);
  }

  /** Takes a block from the menu at '/'. */
  async block(name: string): Promise<void> {
    await this.page.keyboard.type("/" + name.toLowerCase());
    const menu = this.page.getByRole("listbox", { name: "Blocks" });
    await expect(menu.getByRole("option").first()).toContainText(name);
    await this.page.keyboard.press("Enter");
    await expect(menu).toBeHidden();
  }

  /** Takes one of the next steps that need no words. */
  async act(name: string): Promise<void> {
    const panel = await this.tab("Publishing");
    await panel.getByRole("button", { name, exact: true }).click();
  }

  /** What the foot of the desk says. */
  async told(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("status", { name: "Notices" }).getByText(text).last()).toBeVisible();
  }
}

/** Chooses from a box with a list. */
export async function choose(box: Locator, text: string, option = text): Promise<void> {
  await box.click();
  await box.fill(text);
  await box.page().getByRole("option", { name: option }).first().click();
}

/** A moment as a field for one has it, in the newsroom's zone. */
export function zoned(at: Date, timeZone = "Europe/London"): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);
  return parts.replace(" ", "T");
}
