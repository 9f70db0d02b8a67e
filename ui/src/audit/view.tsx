export function AuditView(_: { tab?: string }) { return <h1>AuditView</h1>; }
