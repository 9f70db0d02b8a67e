import { Button } from "../../lib/ui";
import type { Job, Upload } from "./jobs";

type ListProps = { job: Job; again: (upload: Upload) => void; leaveOut: (upload: Upload) => void };

/** The files of a job: how far each is, and what can be done about one that did not arrive. */
export function UploadList({ job, again, leaveOut }: ListProps) {
  return (
    <ul class="plain-list" aria-label="Pictures on their way">
      {job.uploads.value.map((upload) => (
        <li key={upload.file.name + upload.file.lastModified} class={upload.error ? "bad" : undefined}>
          {upload.error ? (
            <>
              <p>“{upload.file.name}” did not arrive. {upload.error}</p>
              <div class="actions start">
                <Button onClick={() => again(upload)}>Try again</Button>
                <Button look="quiet" onClick={() => leaveOut(upload)}>Leave it out</Button>
              </div>
            </>
          ) : (
            <label>
              {upload.picture ? `“${upload.file.name}” is here` : `“${upload.file.name}” is on its way`}
              <progress max={100} value={Math.round(upload.part * 100)} />
            </label>
          )}
        </li>
      ))}
    </ul>
  );
}
