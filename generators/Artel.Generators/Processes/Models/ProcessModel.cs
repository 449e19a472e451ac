namespace Artel.Generators;

/// <summary>What the generator knows of a process class.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">The headers of the types that it is nested in, outermost first: <c>partial class Outer</c>.</param>
/// <param name="Header">Its own header: <c>partial class Resizer</c>.</param>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="Access">From where the type can be named.</param>
/// <param name="ReferenceName">The name of its reference, without <c>Ref</c>.</param>
/// <param name="FileName">The name of the generated file, without ending.</param>
/// <param name="Source">The path of the file that the class is in.</param>
/// <param name="Id">The definition's id.</param>
/// <param name="Permissions">The permissions that it declares, distinct and in order.</param>
/// <param name="MaxMailboxLength">How many messages may wait; 0 for what the host says.</param>
/// <param name="Host">The host that runs it where it is called as a function; null where it names none.</param>
/// <param name="PropertyModifiers">The modifiers of the <c>Process</c> property.</param>
/// <param name="ConstructorArguments">The factory's expressions for the constructor's parameters.</param>
/// <param name="ConstructorParameters">Those of them that take arguments of the spawn; main takes those that come after.</param>
/// <param name="Main">Main; null in a process with handlers.</param>
/// <param name="Handlers">The message handlers in order of declaration.</param>
/// <param name="Events">The event handlers.</param>
internal sealed record ProcessModel(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string Type,
    Access Access,
    string ReferenceName,
    string FileName,
    string Source,
    string Id,
    EquatableArray<PermissionModel> Permissions,
    int MaxMailboxLength,
    string? Host,
    string PropertyModifiers,
    EquatableArray<string> ConstructorArguments,
    EquatableArray<ParameterModel> ConstructorParameters,
    MethodModel? Main,
    EquatableArray<HandlerModel> Handlers,
    EquatableArray<EventHandlerModel> Events);

/// <summary>What a process class, right or wrong, was read as.</summary>
internal sealed record ProcessReading(ProcessModel? Process, EquatableArray<PayloadTypeModel> PayloadTypes, EquatableArray<Problem> Problems);
