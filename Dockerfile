# syntax=docker/dockerfile:1
# Three images of one tree: `docker build --target web|worker|migrate .`
#
# Worker and migration run the TypeScript sources as they stand, and so does the server in front of Next: Node 24
# strips types, but refuses to below node_modules (ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING). So the workspace is
# copied as it is, with links that lead out of node_modules, and is never "deployed" into one.

FROM node:24.21.0-bookworm-slim AS base
ENV NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1
WORKDIR /app

FROM base AS sources
RUN npm install --global pnpm@12.21.0
COPY . .

# Everything that is made and not stored: the Prisma client and Next's production build.
FROM sources AS made
RUN --mount=type=cache,id=pnpm,target=/store pnpm install --frozen-lockfile --store-dir /store
# The compiler's cache serves only another build on the same disk.
RUN pnpm generate && pnpm --filter @careforall/web build && rm -rf apps/web/.next/cache

# What each program needs at run time: the sources, its own packages, and what was made.
FROM sources AS worker-tree
RUN --mount=type=cache,id=pnpm,target=/store \
  pnpm install --prod --frozen-lockfile --store-dir /store --filter "@careforall/worker..."
COPY --from=made /app/packages/db/src/generated packages/db/src/generated

FROM sources AS web-tree
RUN --mount=type=cache,id=pnpm,target=/store \
  pnpm install --prod --frozen-lockfile --store-dir /store --filter "@careforall/web..."
COPY --from=made /app/packages/db/src/generated packages/db/src/generated
COPY --from=made /app/apps/web/.next apps/web/.next

FROM base AS runtime
ENV NODE_ENV=production
# The one folder that is written, on a volume of its own: what people upload.
RUN install -d -o node -m 700 /uploads
# The files belong to root: the program can read itself, not change itself.
USER node

FROM runtime AS worker
COPY --from=worker-tree /app ./
EXPOSE 9464
CMD ["node", "apps/worker/src/main.ts"]

FROM runtime AS migrate
COPY --from=worker-tree /app ./
CMD ["node", "ops/migrate.ts"]

FROM runtime AS web
COPY --from=web-tree /app ./
EXPOSE 3000
CMD ["node", "apps/web/server.ts"]
