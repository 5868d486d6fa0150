import { StyleSheet } from "@react-pdf/renderer";

/** The light scheme of tokens.css: paper is printed on white. */
const INK = "#1b1f2a";
const INK_2 = "#4a4f5c";
const LINE = "#8a826f";
const INDIGO = "#2e3a97";
const ALTA = "#b3202c";
const TURMERIC = "#855000";

/** Bangla stands higher than Latin in the same size: lines of both need room. */
const LEADING = 1.5;

export const STYLES = StyleSheet.create({
  page: { padding: "44 48 56", color: INK },
  // Not on the page itself: the renderer leaves out a text with page numbers whose page has a leading.
  body: { fontSize: 11, lineHeight: LEADING },
  top: { flexDirection: "row", justifyContent: "space-between", alignItems: "center" },
  brand: { color: INDIGO, fontSize: 15, fontWeight: 600 },
  stamps: { flexDirection: "row", gap: 8 },
  stamp: { padding: "2 10", borderWidth: 1.5, borderRadius: 6, fontWeight: 600, fontSize: 12 },
  void: { color: ALTA, borderColor: ALTA },
  credit: { color: TURMERIC, borderColor: TURMERIC },
  copy: { color: INK_2, borderColor: INK_2 },
  test: { color: TURMERIC, borderColor: TURMERIC },
  stitch: {
    marginTop: 14,
    marginBottom: 14,
    borderBottomWidth: 1.5,
    borderStyle: "dashed",
    borderColor: INDIGO,
  },
  heading: { fontSize: 26, lineHeight: 1.4 },
  number: { fontSize: 15, fontWeight: 600, color: INDIGO },
  intro: { marginTop: 10, marginBottom: 12 },
  lines: { marginBottom: 4 },
  line: {
    flexDirection: "row",
    justifyContent: "space-between",
    gap: 24,
    padding: "5 0",
    borderBottomWidth: 0.75,
    borderStyle: "dashed",
    borderColor: LINE,
  },
  name: { width: "38%", color: INK_2 },
  value: { width: "60%", textAlign: "right" },
  sum: { fontWeight: 600, fontSize: 13 },
  title: { marginTop: 16, marginBottom: 4, fontSize: 13, fontWeight: 600 },
  row: {
    flexDirection: "row",
    gap: 10,
    padding: "4 0",
    borderBottomWidth: 0.75,
    borderStyle: "dashed",
    borderColor: LINE,
    fontSize: 9.5,
  },
  head: { borderStyle: "solid" },
  cell: { flexGrow: 1, flexShrink: 1, flexBasis: 0 },
  headCell: { fontWeight: 600, color: INK_2 },
  amount: { textAlign: "right" },
  note: { marginBottom: 4, fontSize: 9.5, color: INK_2 },
  foot: { position: "absolute", bottom: 28, left: 48, right: 48, fontSize: 8.5, color: INK_2 },
});
