/** One wave of running stitch. Decorative: the name stands beside it. */
export function Logo() {
  return (
    <svg viewBox="0 0 44 20" width="44" height="20" aria-hidden="true">
      <path
        d="M3 13.5C7 5 13 4.5 18 10s12 5 16.5-1.5C36 6.5 38 6 41 6.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="5"
        strokeLinecap="round"
        strokeDasharray="8.5 9.5"
      />
    </svg>
  );
}
