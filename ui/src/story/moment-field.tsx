import { formatFull, fromZoned, toZoned, zone } from "../lib/time";
import { TextField } from "../lib/ui";

/** A moment, asked for in the newsroom's time; iso is null while none is given. */
export function MomentField({ label, iso, onMoment, from, error }: {
  label: string;
  iso: string | null;
  onMoment: (iso: string | null) => void;
  /** The earliest that makes sense. */
  from?: string;
  error?: string;
}) {
  const elsewhere = Intl.DateTimeFormat().resolvedOptions().timeZone !== zone();
  return (
    <TextField
      type="datetime-local" label={label} value={toZoned(iso)} onText={(text) => onMoment(fromZoned(text))}
      {...(from !== undefined && { min: toZoned(from) })}
      {...(error !== undefined && { error })}
      {...(elsewhere && { hint: iso === null ? `In the newsroom’s time (${zone()})` : `${formatFull(iso)} in the newsroom (${zone()})` })}
    />
  );
}
