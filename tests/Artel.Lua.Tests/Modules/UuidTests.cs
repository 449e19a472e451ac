using Microsoft.Extensions.Time.Testing;

namespace Artel.Lua.Tests.Modules;

/// <summary>The uuid module.</summary>
public sealed class UuidTests
{
    [Fact]
    public void A_random_one_is_of_version_four_and_another_each_time() => ModuleScript.Returns(
        "local a, b = uuid.v4(), uuid.v4() return #a, a:sub(15, 15), a ~= b, uuid.is_valid(a), uuid.parse(a) == a", "36|4|true|true|true");

    [Fact]
    public void One_of_version_seven_begins_with_the_processs_time()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(0x0123456789AB));
        ModuleScript.Returns("local a = uuid.v7() return a:sub(1, 15), uuid.v7() ~= a", "01234567-89ab-7|true", time: clock);
    }

    [Fact]
    public void A_text_is_read_in_one_form_and_given_in_lower_case() => ModuleScript.Returns(
        """
        local v, err = uuid.parse("{01234567-89ab-7cde-8f01-23456789abcd}")
        return uuid.parse("01234567-89AB-7CDE-8F01-23456789ABCD"), v, err:kind(), tostring(err):find("{01234567", 1, true) ~= nil,
          uuid.is_valid("x"), uuid.is_valid(nil), uuid.is_valid({}), uuid.is_valid(uuid.NIL), uuid.NIL, (pcall(uuid.parse))
        """,
        "01234567-89ab-7cde-8f01-23456789abcd|nil|Invalid|true|false|false|false|true|00000000-0000-0000-0000-000000000000|false");
}
