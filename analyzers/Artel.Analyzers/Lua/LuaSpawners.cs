using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>Which expressions of a Lua file are spawners.</summary>
internal static class LuaSpawners
{
    // A local may be set to what depends on itself: s = s:with_name(n).
    private const int MaxSteps = 100;

    /// <summary>
    /// True for what <c>process.with_context</c> gave, directly or through further <c>with_...</c> calls, and for a parameter, of which
    /// nothing else is known.
    /// </summary>
    public static bool MayBe(LuaExpression expression) => Is(expression, orParameter: true);

    /// <summary>True for what <c>process.with_context</c> gave, directly or through further <c>with_...</c> calls.</summary>
    public static bool Are(LuaExpression expression) => Is(expression, orParameter: false);

    private static bool Is(LuaExpression expression, bool orParameter)
    {
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            switch (LuaValues.Unwrap(expression))
            {
                case LuaCallExpression call:
                    return LuaPaths.Of(call.Target) == "process.with_context";
                case LuaMethodCallExpression call when call.Method.Text.StartsWith("with_", StringComparison.Ordinal):
                    expression = call.Target;
                    break;
                case LuaNameExpression { Local: { } local } when FirstValueOf(local) is { } value:
                    expression = value;
                    break;
                case LuaNameExpression { Local.Kind: LuaLocalKind.Parameter }:
                    return orParameter;
                default:
                    return false;
            }
        }

        return false;
    }

    private static LuaExpression? FirstValueOf(LuaLocal local) =>
        local.Initializer ?? (local.AssignedValues.Count > 0 ? local.AssignedValues[0] : null);
}
