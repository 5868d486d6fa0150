/** The bundler hands over the address of a font file, with its content's hash in it. */
declare module "*.woff2" {
  const address: string;
  export default address;
}
