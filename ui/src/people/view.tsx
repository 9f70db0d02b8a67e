export function PeopleView(_: { tab?: string }) { return <h1>PeopleView</h1>; }
