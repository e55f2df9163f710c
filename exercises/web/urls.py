"""Every address of the pages."""

from __future__ import annotations

from django.urls import path

from exercises.web import acting, joining, pages, pushing, reviewing

urlpatterns = [
    path("", joining.home, name="home"),
    path("join/", joining.by_code, name="join"),
    path("join/seats/", joining.take_seat, name="take-seat"),
    path("join/<str:token>/", joining.by_link, name="join-link"),
    path("leave/", joining.leave, name="leave"),
    path("theme/", pushing.set_theme, name="theme"),
    path("x/<str:code>/lobby/", pages.lobby, name="lobby"),
    path("x/<str:code>/control/", pages.control, name="control"),
    path("x/<str:code>/control/do/<str:verb>/", acting.control_do, name="control-do"),
    path("x/<str:code>/control/mine/", pushing.control_mine, name="control-mine"),
    path("x/<str:code>/control/poll/", pushing.control_poll, name="control-poll"),
    path("x/<str:code>/wall/", pages.wall, name="wall"),
    path("x/<str:code>/wall/poll/", pushing.wall_poll, name="wall-poll"),
    path("x/<str:code>/review/", reviewing.review, name="review"),
    path("x/<str:code>/review/export.<str:kind>", reviewing.export, name="export"),
    path("x/<str:code>/watch/<str:team>/", pages.watch, name="watch"),
    path("x/<str:code>/watch/<str:team>/do/<str:verb>/", acting.watch_do, name="watch-do"),
    path("x/<str:code>/watch/<str:team>/mine/", pushing.watch_mine, name="watch-mine"),
    path("x/<str:code>/watch/<str:team>/poll/", pushing.watch_poll, name="watch-poll"),
    path("x/<str:code>/<str:seat>/", pages.desk, name="desk"),
    path("x/<str:code>/<str:seat>/do/<str:verb>/", acting.seat_do, name="seat-do"),
    path("x/<str:code>/<str:seat>/mine/", pushing.seat_mine, name="seat-mine"),
    path("x/<str:code>/<str:seat>/poll/", pushing.seat_poll, name="seat-poll"),
]
