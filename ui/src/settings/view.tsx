export function SettingsView(_: { tab?: string }) { return <h1>SettingsView</h1>; }
