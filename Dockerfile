# One image for the API and every worker; the command says which of them a container is.
FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/recado
COPY requirements.lock ./
# Nothing outside the lock, and everything in it by its hash: our own code is copied, not built.
RUN /opt/recado/bin/pip install --require-hashes --no-deps -r requirements.lock
WORKDIR /srv/recado
COPY app ./app
COPY workers ./workers
COPY migrations ./migrations
# The demo and the simulator stay out: nothing in production can be pointed at a stand-in for Meta.
RUN rm -rf app/demo && /opt/recado/bin/python -m compileall -q /opt/recado/lib /srv/recado

FROM python:3.13-slim-bookworm
RUN groupadd --system --gid 10001 recado && useradd --system --uid 10001 --gid recado --home-dir /nonexistent recado \
 && install -d -o recado -g recado /var/lib/recado
COPY --from=build /opt/recado /opt/recado
COPY --from=build /srv/recado /srv/recado
ENV PATH=/opt/recado/bin:$PATH PYTHONPATH=/srv/recado PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ENVIRONMENT=production HOST=0.0.0.0 PORT=3001 RECADO_HOME=/var/lib/recado
USER recado
WORKDIR /srv/recado
EXPOSE 3001
# SIGTERM ends each of them within seconds; what was under way is still in its letterbox.
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "app.cli"]
CMD ["api"]
