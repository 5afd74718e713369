"""Answers that a caller may keep, and ask again whether they still hold."""

from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute


class TaggedRoute(APIRoute):
    """Tag each answer with a digest of its content, and send none that the caller has already."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the route's handler."""
        handle = super().get_route_handler()

        async def tag(request: Request) -> Response:
            response = await handle(request)
            etag = f'"{sha256(response.body).hexdigest()[:32]}"'
            response.headers.update({"ETag": etag, "Cache-Control": "no-cache"})
            known = request.headers.get("if-none-match", "")
            if etag in known or known == "*":
                kept = ("etag", "cache-control", "vary", "content-language")
                headers = {name: response.headers[name] for name in kept if name in response.headers}
                return Response(status_code=304, headers=headers)
            return response

        return tag
