"""Alibaba Cloud's generated clients, called by action and wire names; their own models serialise and read everything."""

import importlib
import re

from alibabacloud_tea_openapi.utils_models import Config

from life import emulator, refused


def caller(sdk, access_key_secret=None, access_key_id=None):
    """`call(action, fields)` for one SDK module: the answer as a dict of wire names."""
    running = emulator()
    models = importlib.import_module(f"{sdk.__name__}.models")
    client = importlib.import_module(f"{sdk.__name__}.client").Client(
        Config(
            access_key_id=access_key_id or running["accessKeyId"],
            access_key_secret=access_key_secret or running["accessKeySecret"],
            endpoint=running["endpoint"].removeprefix("http://"),
            protocol="http",
        )
    )

    def call(action, fields):
        request = getattr(models, f"{action}Request")().from_map(fields)
        method = re.sub(r"(?<!^)(?=[A-Z])", "_", action).lower()
        return getattr(client, method)(request).body.to_map()

    return call


def refuses(call, action, fields, status, code):
    refused(lambda: call(action, fields), (status, code), lambda error: (error.status_code, error.code))
