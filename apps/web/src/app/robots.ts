import type { MetadataRoute } from "next";

/** Campaigns are for everybody; gifts, forms and interfaces are not for search engines. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: "/", disallow: ["/api/", "/give", "/*/gifts/", "/*/give"] } };
}
