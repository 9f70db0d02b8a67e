import type { Roles } from "../lib/api";

/** The table of rights, as the server enforces it. */
export function Rights({ roles }: { roles: Roles }) {
  return (
    <>
      <p class="muted rights-note">
        Somebody who is limited to sections has these rights in them only. Writers may change stories that they began or that they were assigned.
      </p>
      <div class="scrolls" tabIndex={0} role="region" aria-label="Who may do what">
        <table class="table rights">
          <thead>
            <tr>
              <th scope="col">May</th>
              {roles.roles.map((r) => <th key={r.name} scope="col">{r.title}</th>)}
            </tr>
          </thead>
          <tbody>
            {roles.actions.map((a) => (
              <tr key={a.name}>
                <th scope="row">{a.phrase}</th>
                {roles.roles.map((r) => (
                  <td key={r.name}>{r.actions.includes(a.name) ? <span role="img" aria-label="Yes">✓</span> : <span class="only-heard">No</span>}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
