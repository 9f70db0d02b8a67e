import { shortcuts } from "../lib/shortcuts";
import { Dialog, Keys } from "../lib/ui";

/** All keys that work in the view that is open. */
export function Sheet({ onClose }: { onClose: () => void }) {
  const groups = new Map<string, Map<string, string>>();
  for (const s of shortcuts.value) {
    const group = groups.get(s.group) ?? new Map<string, string>();
    group.set(s.label, s.keys);
    groups.set(s.group, group);
  }
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} wide>
      <div class="sheet">
        {[...groups].map(([name, group]) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {[...group].map(([label, keys]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd><Keys keys={keys} /></dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
