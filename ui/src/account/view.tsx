export function AccountView(_: { tab?: string }) { return <h1>AccountView</h1>; }
