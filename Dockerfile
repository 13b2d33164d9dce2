# EVidence with its embedded PostgreSQL, as a plain user. All data are in /data.
FROM python:3.13-slim
RUN useradd --create-home --uid 1000 evidence && install -d -o evidence -g evidence /data
WORKDIR /srv/evidence
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt
COPY . .
USER evidence
ENV EVIDENCE_HOME=/data EVIDENCE_BIND=0.0.0.0 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["python", "manage.py", "serve"]
