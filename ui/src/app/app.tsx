export function App() {
  return <h1>Desk</h1>;
}
