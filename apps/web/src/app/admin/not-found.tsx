import { EmptyState } from "../../ui/empty-state.tsx";

/** The same for a page that is not there and for one that somebody may not see. */
export default function AdminNotFound() {
  return (
    <main id="main">
      <EmptyState title="There is no such page" isPage action={{ href: "/en", words: "To the campaigns" }}>
        It is not here, or not for this account.
      </EmptyState>
    </main>
  );
}
