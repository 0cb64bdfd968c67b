# Một ảnh, ba lệnh: web, worker, beat (xem docker-compose.yml). Dữ liệu nằm cả trong /data.
FROM python:3.11-slim-bookworm

# Phiên bản do Debian 12 giữ; ghim từng gói sẽ hỏng khi Debian vá lỗi bảo mật.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-liberation2 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONUTF8=1 DATA_DIR=/data
WORKDIR /app
COPY requirements/base.lock requirements/installer.lock requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/installer.lock \
    && uv pip install --system --no-cache --require-hashes --compile-bytecode -r requirements/base.lock

COPY . .
RUN python -m compileall -q . \
    && useradd --uid 10001 --create-home portal \
    && install -d -o portal -g portal -m 700 /data
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=90s \
    CMD ["python", "scripts/serve.py", "--health"]
ENTRYPOINT ["scripts/container"]
CMD ["web"]
