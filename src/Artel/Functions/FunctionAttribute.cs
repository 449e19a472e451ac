namespace Artel;

/// <summary>
/// Makes a method a function: a process definition whose main is the method, called by its id from both languages. The method is static, or
/// one of a class that is made for each call with the application's services. Its parameters are the arguments, a
/// <see cref="ProcessContext"/> (the function's own process), a <see cref="CancellationToken"/> that fires when the call is cancelled, and
/// services that are marked <see cref="InjectAttribute"/> or <c>[FromKeyedServices]</c>. It returns nothing, a value, or a task of either.
/// </summary>
/// <remarks>
/// What the function may do is declared by <see cref="PermissionAttribute"/> on the method and on its class. The generator writes the
/// definition, its registration and a typed caller, <c>Process.Functions.GetUserAsync(42)</c>.
/// </remarks>
/// <example><code>
/// internal sealed class UserApi(IUsers users)
/// {
///     [Function("app.api:get_user")]
///     internal Task&lt;User&gt; GetUserAsync(int id, CancellationToken cancelled) => users.FindAsync(id, cancelled);
/// }
/// </code></example>
/// <param name="id">The function's id, <c>namespace:name</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class FunctionAttribute(string id) : Attribute
{
    /// <summary>The function's id, <c>namespace:name</c>.</summary>
    public string Id { get; } = id;

    /// <summary>The id of the host that runs it; null for the application's host of functions.</summary>
    public string? Host { get; set; }
}

/// <summary>A parameter of a function that takes one of the application's services, instead of an argument of the call.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InjectAttribute : Attribute;
