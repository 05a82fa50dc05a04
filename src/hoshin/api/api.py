from ninja import NinjaAPI

api = NinjaAPI(title="Hoshin", version="1")
