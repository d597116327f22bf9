# Used by compose.yaml; not tried (see there).
FROM python:3.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 FACTCHECK_VAR_DIR=/var/lib/factcheck
WORKDIR /app
RUN useradd --system --create-home factcheck && install -d -o factcheck /var/lib/factcheck
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
# Settings insist on what production needs; here only the static files are gathered.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    DATABASE_URL=postgresql://build/build SITE_URL=https://build.invalid CONTACT_EMAIL=build@build.invalid \
    CELERY_BROKER_URL=redis://build FACTCHECK_VAR_DIR=/tmp/build python manage.py collectstatic --noinput
USER factcheck
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "1", "--no-ws", "--respawn-failed-workers", "factcheck.wsgi:application"]
