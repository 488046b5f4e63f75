# One image for every process: the command says which (see docker-compose.yml).
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
# The embedded database is for a process on its own; a container is given DATABASE_URL.
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Read when it starts: the model, rules and sensitive sets, migrations, profiles.
COPY --from=build /app/schema ./schema
COPY --from=build /app/subgraphs ./subgraphs
COPY --from=build /app/policy ./policy
COPY --from=build /app/store/migrations ./store/migrations
COPY --from=build /app/profiles ./profiles
RUN mkdir -p /data/drop /data/mesh && chown -R node:node /data
USER node
ENV HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
EXPOSE 4000
# Room for what requests leave behind, as in `npm start`: see docs/decisions/0017.
ENTRYPOINT ["node", "--min-semi-space-size=64", "--max-semi-space-size=64", "dist/cli/scr.js"]
CMD ["start"]
