import { EmptyState } from "../../ui/empty-state.tsx";

/** Shown in development alone: in production the server answers every missing page in the same words. */
export default function AdminNotFound() {
  return (
    <main id="main">
      <EmptyState title="This thread is loose" isPage action={{ href: "/en", words: "To the campaigns" }}>
        It is not here, or not for this account.
      </EmptyState>
    </main>
  );
}
