import "../styles/base.css";
import "../styles/frame.css";
import "../styles/stories.css";
import "../styles/views.css";
import "../styles/editor.css";
import "../styles/story.css";
import { render } from "preact";
import { App } from "./app";
import { prepareToAnnounce } from "../lib/announce";
import { startRouter } from "../lib/router";
import { listen } from "../lib/shortcuts";

prepareToAnnounce();
startRouter();
listen();
render(<App />, document.getElementById("desk")!);
